/** Those whose name or team holds `text`, whatever its case or accents. */
export function peopleWith<Person extends { readonly name: string; readonly team: string | null }>(
  people: readonly Person[],
  text: string,
): Person[] {
  const wanted = plain(text.trim());
  return people.filter(({ name, team }) => plain(name).includes(wanted) || plain(team ?? '').includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
