// What trackers built on active-win (today get-windows) do: ask once a second.
import { activeWindow } from 'get-windows';

setInterval(() => void activeWindow().catch(() => undefined), 1_000);
console.log('ready');
