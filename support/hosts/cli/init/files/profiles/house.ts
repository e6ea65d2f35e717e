import { profile } from 'iamspec';
import standard from 'iamspec/profiles/baseline';

// Your policy: a standard, and what your house demands besides. Limits can only become stricter.
export default profile({
  name: 'house',
  title: 'House policy',
  extends: standard,
  requirements: {
    machines: { 'machine-user-path': { path: '/service/' } },
  },
});
