// What trackers built on get-windows do: ask once a second for window, title, program and its name. That package has no binary for
// Windows in what npm gives, so the same functions of the system are called here.
import { getForegroundWindow } from '../../agent/capture/windows/api/user32.ts';
import { ownFactsOf } from '../../agent/capture/windows/windows/window-facts.ts';

setInterval(() => ownFactsOf(getForegroundWindow()), 1_000);
console.log('ready');
