// https://www.unicode.org/reports/tr39: letters of other alphabets that look like Latin ones.
const LATIN: Readonly<Record<string, string>> = {
  ...pairs('авеѕіјкмнорстухһԁԛԝгѵ', 'abesijkmhopctyxhdqwrv'),
  ...pairs('αβεζηικμνορτυχγωѡ', 'abeznikmvoptyxyww'),
  ...pairs('АВЕЅІЈКМНОРСТУХ', 'abesijkmhopctyx'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('ıɑɡɩʟł', 'iagill'),
};

/** Whether a text is more than spaces and invisible characters. */
export function isVisible(text: string): boolean {
  return /[!-~]/.test(text) || /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/u.test(text);
}

/** Whether people may mix two texts up: accents, case, spaces and alphabet do not count. */
export function looksLike(one: string, other: string): boolean {
  return skeleton(one) === skeleton(other);
}

function skeleton(text: string): string {
  return [...text.normalize('NFKD')]
    .map((character) => LATIN[character] ?? character.toLowerCase())
    .map((character) => LATIN[character] ?? character)
    .join('')
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[il|]/g, '1')
    .replace(/o/g, '0')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
}

function pairs(characters: string, letters: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...characters].map((each, index) => [each, letters[index] ?? each]));
}
