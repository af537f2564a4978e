import { useSyncExternalStore } from 'react';
import { ExplainedSwitch } from '../frame/explained-switch.tsx';
import { tFrame as t } from '../messages.ts';

const item = 'plainsight-single-keys';

/** Where nothing can be kept the choice holds until the page is closed. */
function kept(): boolean {
  try {
    return localStorage.getItem(item) !== 'off';
  } catch {
    return true;
  }
}

let areOn: boolean | null = null;
const listeners = new Set<() => void>();

/** Whether J and K mean something by themselves. They do until somebody switches them off. */
export function areSingleKeysOn(): boolean {
  areOn ??= kept();
  return areOn;
}

function setSingleKeys(on: boolean): void {
  areOn = on;
  try {
    localStorage.setItem(item, on ? 'on' : 'off');
  } catch {
    // It holds for this page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn);
}

/** What the single keys do, and the switch for whoever speaks to their computer or touches keys by accident (WCAG 2.1.4). */
export function SingleKeysBox() {
  return (
    <ExplainedSwitch
      isOn={useSingleKeys()}
      label={t('single-keys')}
      about={t('single-keys-about')}
      onChange={setSingleKeys}
    />
  );
}
