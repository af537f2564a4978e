/** Where the focus was: its element, and what lay around it, innermost first, up to the page's main part, its head or a dialog. */
interface Place {
  readonly element: HTMLElement;
  readonly around: readonly Element[];
  readonly isInMain: boolean;
  /** Set while the focus is lost because the element is busy: it gets it back. */
  isBusy: boolean;
}

const mostPlaces = 8;

const takesFocus = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';

/**
 * Whoever works by keyboard never loses their place: when what has the focus goes or is busy for a moment (a question that was answered, a
 * picture that was deleted, a dialog that was closed), the focus goes to the nearest that is left, not back to the top of the window
 * (WCAG 2.4.3). What a part of a page focuses by itself goes before.
 */
export function keepFocus(): void {
  const places: Place[] = [];
  let isAsked = false;

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    places.push(placeOf(target));
    if (places.length > mostPlaces) places.shift();
  });
  // A press beside everything takes the focus away on purpose.
  document.addEventListener('pointerup', () => {
    const last = places.at(-1);
    if (isLost() && last !== undefined && canTake(last.element)) places.length = 0;
  });

  const restore = (): void => {
    isAsked = false;
    if (!isLost()) return;
    for (let place = places.at(-1); place !== undefined; place = places.at(-1)) {
      if (place.element.matches(':disabled') && place.element.isConnected) {
        place.isBusy = true;
        return;
      }
      const next = nearest(place);
      if (next === null && !place.isInMain) {
        places.pop();
        continue;
      }
      if (next !== null) next.focus();
      else focusTitle();
      return;
    }
  };
  const observer = new MutationObserver(() => {
    const last = places.at(-1);
    if (isAsked || !isLost() || last === undefined || (canTake(last.element) && !last.isBusy)) return;
    isAsked = true;
    // After the parts of the page had their turn.
    requestAnimationFrame(() => setTimeout(restore));
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
}

function placeOf(element: HTMLElement): Place {
  const around: Element[] = [];
  let each = element.parentElement;
  while (each !== null && !['BODY', 'MAIN', 'HEADER'].includes(each.tagName)) {
    around.push(each);
    each = each.parentElement;
  }
  return { element, around, isInMain: each?.tagName === 'MAIN', isBusy: false };
}

/** The element itself where it can take the focus, else the first that can in what is left around it. */
function nearest({ element, around }: Place): HTMLElement | null {
  if (canTake(element)) return element;
  for (const each of around) {
    if (!each.isConnected) continue;
    const found = [...each.querySelectorAll<HTMLElement>(takesFocus)].find(canTake);
    if (found !== undefined) return found;
  }
  return null;
}

function canTake(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility();
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Moves the focus to the title of the page, where it has one. */
export function focusTitle(): void {
  const title = document.querySelector<HTMLElement>('main h1');
  if (title === null) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
