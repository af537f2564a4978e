import { passStandardStreams } from './native-host.ts';

// What a browser starts, with the agent's door as its first argument.
const [, , path] = process.argv;
if (path !== undefined) await passStandardStreams(path);
process.exit(0);
