import { ACCOUNT_STATUS_WORDS } from '../../result';
import { ACCOUNT_WORDS } from './data';

// The page's script in the browser has its own list, since it loads nothing of the room of results.
test.each(ACCOUNT_WORDS)(
  'an account that is "$status" is called the same in every output',
  (word) => {
    const { label, mark } = word;
    expect({ label, mark }).toEqual(ACCOUNT_STATUS_WORDS[word.status]);
  },
);
