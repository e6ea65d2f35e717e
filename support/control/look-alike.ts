// https://www.unicode.org/reports/tr39: what people take for one another. Of the alphabets whose
// letters look like Latin ones, those that most keyboards have.
const LATIN: Readonly<Record<string, string>> = {
  ...pairs('авеѕіјкмнорстухһԁԛԝгѵ', 'abesijkmhopctyxhdqwrv'),
  ...pairs('αβεζηικμνορτυχγωѡ', 'abeznikmvoptyxyww'),
  ...pairs('АВЕЅІЈКМНОРСТУХ', 'abesijkmhopctyx'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('ıɑɡɩʟł', 'iagill'),
};

/** Tells whether a text shows anything: it is more than spaces and invisible characters. */
export function isVisible(text: string): boolean {
  // Nearly every text has a letter of ASCII, and the classes of Unicode take their time to compile.
  return /[!-~]/.test(text) || /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/u.test(text);
}

/**
 * Tells whether people may take one text for another, whatever the case, the invisible characters,
 * the accents and punctuation, the width, and letters of other alphabets.
 */
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
