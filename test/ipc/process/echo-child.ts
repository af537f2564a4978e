import { parentProcess } from '../../../ipc/process/parent-process.ts';

// Says what it gets.
const parent = parentProcess();
parent.onMessage((message) => parent.send(message));
parent.onGone(() => process.exit());
