import { fold } from '../../../core/folded-text.ts';

/** Something that a person can go to or do, wherever they are. */
export interface Command {
  /** Unlike that of any other. */
  readonly id: string;
  readonly kind: 'page' | 'person' | 'day' | 'action';
  readonly label: string;
  /** What else it is found by. */
  readonly alias?: string;
  readonly run: () => void;
}

/** More is not read. */
const mostFound = 12;

/**
 * The commands in which every word of `typed` begins a word, those whose label begins with it first, else in their order. In one form of
 * letters, so that `Munoz` finds Muñoz. Nothing typed: the pages, the actions and then the rest.
 */
export function foundCommands(commands: readonly Command[], typed: string): Command[] {
  const text = plain(typed);
  const words = text.split(' ').filter((word) => word !== '');
  const ranked = commands.flatMap((command, order) => {
    const label = plain(command.label);
    const own = `${label} ${plain(command.alias ?? '')}`.split(' ');
    if (!words.every((word) => own.some((each) => each.startsWith(word)))) return [];
    return [{ command, order, rank: words.length > 0 && label.startsWith(text) ? 0 : 1 }];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return ranked.slice(0, mostFound).map(({ command }) => command);
}

/** Without accents: who searches for a name often leaves them out. */
function plain(text: string): string {
  return fold(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim();
}
