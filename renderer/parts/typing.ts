/** Whether a letter is a letter: somebody writes, or a dialog or menu is open, from which single keys lead nowhere. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=menu]') !== null) return true;
  return target instanceof Element && target.matches('textarea, select, input:not([type=radio], [type=checkbox])');
}
