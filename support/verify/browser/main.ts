import { messageOf } from '../../report';
import { visible } from '../../result';
import type { Reservation } from '../core/verification';
import { checkerOf } from './checker';
import { chosen, dropped, type Given } from './given-files';
import { keysIn, type TrustedKey } from './keys';
import { buildData, ownDigest } from './own-digest';
import { bundlesIn } from './page-bundle';
import { type Asked, type Verified, verifyOne } from './verify-one';
import { byId, clear, show, showChains, tell } from './view';

const ACCEPTABLE: readonly Reservation['kind'][] = ['other policy', 'other code', 'partial'];
const MOST_BUNDLES = 2000;

const build = buildData();
const checker = checkerOf({ version: build.version, commit: build.commit || undefined });

let given: readonly Given[] = [];
let turn = 0;

async function check(): Promise<void> {
  const own = ++turn;
  tell('wrong', '');
  clear();
  try {
    const asked = await whatIsAsked();
    const found = bundlesIn(given);
    if (found.length > MOST_BUNDLES)
      throw new RangeError(`These are over ${MOST_BUNDLES} bundles.`);
    const verified: Verified[] = [];
    for (const [at, bundle] of found.entries()) {
      tell('status', `Checking ${at + 1} of ${found.length}: ${visible(bundle.directory)}`);
      await frame();
      const each = await verifyOne(bundle, checker, asked);
      // Meanwhile something else was given, or asked.
      if (own !== turn) return;
      verified.push(each);
      show(each);
    }
    if (own !== turn) return;
    showChains(verified);
    tell('status', summary(verified));
  } catch (error) {
    if (own !== turn) return;
    tell('status', '');
    tell('wrong', visible(messageOf(error)));
  }
}

// Long enough to draw what was told.
function frame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function summary(verified: readonly Verified[]): string {
  if (given.length === 0) return 'No bundle was given yet.';
  if (verified.length === 0) return 'There is no bundle in it: no directory holds a manifest.json.';
  const count = (code: number) => verified.filter(({ exitCode }) => exitCode === code).length;
  return (
    `${verified.length} checked: ${count(0)} verified, ${count(1)} not as recorded, ` +
    `${count(2)} not proved.`
  );
}

async function whatIsAsked(): Promise<Asked> {
  const account = byId('account', HTMLInputElement).value.trim();
  if (account !== '' && !/^\d{12}$/.test(account)) {
    throw new Error(`The account is ${JSON.stringify(account)}, expected 12 digits.`);
  }
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[name=accept]:checked')];
  const accepted = ACCEPTABLE.filter((kind) => boxes.some(({ value }) => value === kind));
  const keys = await trustedKeys();
  tell('keys', keys.map(({ name }) => `Trusted: ${visible(name)}.`).join(' '));
  return { keys, account: account || undefined, accepted, now: Date.now() };
}

async function trustedKeys(): Promise<readonly TrustedKey[]> {
  const files = [...(byId('key-files', HTMLInputElement).files ?? [])];
  const pasted = byId('key-text', HTMLTextAreaElement).value.trim();
  const texts = await Promise.all(
    files.map(async (file) => [await file.text(), file.name] as const),
  );
  const all = pasted === '' ? texts : [...texts, [pasted, 'that was pasted'] as const];
  return (await Promise.all(all.map(([text, name]) => keysIn(text, name)))).flat();
}

function take(from: () => Promise<readonly Given[]>): void {
  tell('status', 'Reading.');
  from()
    .then((files) => {
      given = files;
    })
    .then(check)
    .catch((error: unknown) => tell('wrong', visible(messageOf(error))));
}

for (const id of ['folder', 'files']) {
  const picker = byId(id, HTMLInputElement);
  picker.addEventListener('change', () => {
    const { files } = picker;
    if (files) take(async () => chosen(files));
  });
}
for (const name of ['dragover', 'dragleave', 'drop'] as const) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    byId('drop', HTMLElement).classList.toggle('over', name === 'dragover');
    const { dataTransfer } = event;
    if (name === 'drop' && dataTransfer) take(() => dropped(dataTransfer));
  });
}
for (const field of document.querySelectorAll('#account, #key-files, #key-text, [name=accept]')) {
  field.addEventListener('change', () => void check());
}

const made = build.commit === '' ? '' : `, commit ${build.commit}`;
tell('build', `iamspec ${build.version}${made}.`);
void ownDigest().then((digest) => {
  tell('digest', digest);
  byId('changed', HTMLElement).hidden = digest === build.code;
});
