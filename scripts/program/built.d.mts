export const commandFrom: readonly string[];
export function builtCommand(root: string): string | null;
export function markOf(root: string, part: string): string;
export function hashOf(root: string, sources: readonly string[]): string;
