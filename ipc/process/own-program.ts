import { basename, dirname, join } from 'node:path';

/** Where the project lies; a build of this file keeps that right (`scripts/program/build-program.ts`). */
const root = join(import.meta.dirname, '..', '..');

const { filename } = import.meta;
const isBuilt = !filename.endsWith('.ts');

/** A program of ours that runs beside this one under Node: `source` as it stands, or as it was built where this one was built. */
export function ownProgram(source: string): string {
  return isBuilt ? placesOf(source).built : placesOf(source).source;
}

/** Both places that `ownProgram` may answer, for whoever has to know our processes by their arguments. */
export function ownProgramPlaces(source: string): readonly string[] {
  return Object.values(placesOf(source));
}

function placesOf(source: string): { readonly source: string; readonly built: string } {
  const built = isBuilt ? dirname(filename) : join(root, 'out', 'cli');
  return { source: join(root, source), built: join(built, `${basename(source, '.ts')}.js`) };
}
