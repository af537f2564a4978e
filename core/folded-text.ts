/**
 * One form for texts that look or mean the same, in every script: compatibility forms (width,
 * ligatures), composed and decomposed letters, and case by the full case folding of Unicode are
 * one; i with and without its dot are one in either case, since Turkish writes both; Greek letters
 * are without accents, as their capitals are; dashes and apostrophes are one each; invisible
 * characters are left out, and any run of spaces is one. Rules are compared in this form: where two
 * scripts disagree about what is the same letter, it is taken as the same.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  // Most other titles have a dash between document and program, and nothing else that takes the long way.
  const dashed = text.replace(dashes, '-');
  if (plain.test(dashed)) return dashed.toLowerCase();
  let folded = text.toWellFormed();
  // One step may call for another: a composed letter whose case form is several letters.
  for (let turn = 0; turn < 4; turn++) {
    const before = folded;
    folded = folded.normalize('NFKD').replace(invisible, '');
    // Down, up and down again: ẞ and ß, ı and I, ς and σ each meet in one of the three.
    folded = folded.toLowerCase().toUpperCase().toLowerCase().normalize('NFKD').replace(invisible, '');
    folded = folded.replace(dotted, withoutDot).replace(greek, '$1').replaceAll('ς', 'σ').replaceAll('ı', 'i');
    folded = folded.replace(dashes, '-').replace(apostrophes, "'").replace(spaces, ' ').normalize('NFC');
    if (folded === before) return folded;
  }
  return folded;
}

/**
 * The same letter by letter: one for one, so that a letter whose folded form is several (ß, ﬁ) is
 * still one, with the marks that stand on it. For patterns that count letters.
 */
export function foldLetters(text: string): string[] {
  const visible = text.toWellFormed().normalize('NFC').replace(invisible, '').replace(spaces, ' ');
  return (visible.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []).map(fold).filter((letter) => letter !== '');
}

// Printable ASCII without a run of spaces: by far the most texts.
const plain = /^(?!.* {2})[\x20-\x7e]*$/;
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const dotted = /i(\p{M}+)/gu;
// Greek capitals are written without accents.
const greek = /(\p{Script=Greek})\p{M}+/gu;
const dashes = /[\p{Pd}\u2212]/gu;
const apostrophes = /[\u2018\u2019\u201b\u02bc]/gu;
const spaces = /[\s\p{Z}\u2800]+/gu;

function withoutDot(_: string, marks: string): string {
  return `i${marks.replaceAll('\u0307', '')}`;
}
