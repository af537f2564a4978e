export function projectNode(root?: string): string;
export function ensureInstalled(options?: { readonly root?: string; readonly withTools?: boolean }): Promise<void>;

/** Options and environment for a Node process. */
export interface NodeSetting {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}
export function leanNode(root?: string): NodeSetting;
export function runWithNode(
  script: string,
  args: readonly string[],
  root?: string,
  lean?: NodeSetting | null,
): Promise<number>;

export class StepFailed extends Error {}
