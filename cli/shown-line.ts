/** Everything that a terminal would act on, not show, or show in another place: control and format characters, separators, halves of a pair. */
const notShown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** `text` from elsewhere as one line of a terminal: what cannot be seen is written out as `\u{…}`. */
export function shownLine(text: string): string {
  return text.replace(notShown, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
