import { judge, mustMask, type RuleSet, strictestOf, type Verdict } from '../../core/consent/redaction.ts';
import type { Rectangle } from '../../core/rectangle.ts';
import { isBrowser } from '../../core/rules/browsers.ts';
import { tellsNothing } from '../../core/rules/own-windows.ts';
import { withoutRectangle } from '../capture/rectangles.ts';
import type { ActiveWindow, Screen, VisibleWindow } from '../ports.ts';
import type { Mask } from './window-mask.ts';

/** Programs that draw their own title bar do so within this many pixels of the top. */
const ownTitleHeight = 64;
/** A frame with less above its window than this shows no title there. */
const smallestTitleBar = 10;

/**
 * What of a screen must not be seen.
 *
 * A window that is excluded is masked wholly wherever any reading around the moment of the pixels
 * found it, when any of them excludes it: titles lag behind what they stand for, and run ahead of
 * it. Where a rule hides its title, what shows that is masked: its frame, or the top of it. Notices
 * are masked always, since they say what other programs want said. Whatever lists other windows
 * (panels, switchers, bars with tabs) is masked as long as there is one to be hidden, visible or
 * not.
 */
export function masksOf(screen: Pick<Screen, 'windows' | 'elsewhere'>, rules: RuleSet): Mask[] {
  const verdicts = new Map<Mask['of'], Verdict>();
  for (const window of screen.windows) {
    const key = keyOf(window);
    const own = mustMask(window, rules) ? 'exclude' : judge(window, rules);
    verdicts.set(key, strictestOf([verdicts.get(key) ?? 'record', own]));
  }
  const isAnythingHidden =
    (screen.elsewhere === undefined && rules.rules.length > 0) ||
    [...screen.windows, ...(screen.elsewhere ?? [])].some((window) => isNamedElsewhere(window, rules));
  return screen.windows.flatMap((window) =>
    partsOf(window, verdicts.get(keyOf(window)) ?? 'exclude', isAnythingHidden).map((bounds) => ({
      bounds,
      of: keyOf(window),
    })),
  );
}

function keyOf(window: VisibleWindow): Mask['of'] {
  return window.id ?? window;
}

/** Whether a panel that names this window must not be seen. */
function isNamedElsewhere(window: ActiveWindow, rules: RuleSet): boolean {
  return judge(window, rules) !== 'record' && !tellsNothing(window);
}

function partsOf(window: VisibleWindow, verdict: Verdict, isAnythingHidden: boolean): readonly Rectangle[] {
  const { bounds, role = 'window' } = window;
  if (verdict === 'exclude' || role === 'notice' || (role !== 'window' && isAnythingHidden)) return [bounds];
  return verdict === 'hide-title' ? titleParts(window) : [];
}

function titleParts({ bounds, content, appId }: VisibleWindow): Rectangle[] {
  const frame = content === undefined ? [] : withoutRectangle(bounds, content);
  const drawsItself = content === undefined || content.y - bounds.y < smallestTitleBar || isBrowser(appId);
  const top = { ...bounds, height: Math.min(bounds.height, ownTitleHeight + ((content?.y ?? bounds.y) - bounds.y)) };
  return drawsItself ? [...frame, top] : frame;
}
