import { passStandardStreams } from './native-host.ts';

// What a browser starts, with the agent's socket as its first argument.
const [, , path] = process.argv;
if (path !== undefined) await passStandardStreams(path);
process.exit(0);
