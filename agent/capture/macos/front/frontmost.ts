import type { ObjectiveC } from '../api/objective-c.ts';
import { propertyText } from '../windows/programs.ts';

/** The program that has the keyboard, whether it has a window or not. */
export interface FrontProgram {
  readonly pid: number;
  /** Its bundle's id; empty where it has none. */
  readonly bundle: string;
  readonly name: string;
}

/** `none`: the system says that no program is in front. */
export type FrontReading =
  | { readonly kind: 'program'; readonly program: FrontProgram }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

/**
 * `NSWorkspace.sharedWorkspace.frontmostApplication` (developer.apple.com/documentation/appkit/
 * nsworkspace/frontmostapplication). It is true only in a process whose main loop runs, such as
 * Electron's main one: elsewhere it goes on saying what was in front when it was first asked.
 */
export function frontmost(objc: ObjectiveC): FrontReading {
  return objc.withPool((): FrontReading => {
    const workspaces = objc.classNamed('NSWorkspace');
    const workspace = workspaces === null ? null : objc.object(workspaces, objc.selector('sharedWorkspace'));
    if (workspace === null) return { kind: 'unreadable' };
    const program = objc.object(workspace, objc.selector('frontmostApplication'));
    if (program === null) return { kind: 'none' };
    const pid = objc.int32(program, objc.selector('processIdentifier'));
    // A program that is ending has the number -1.
    if (pid <= 0) return { kind: 'none' };
    const bundle = propertyText(objc, program, 'bundleIdentifier') ?? '';
    return { kind: 'program', program: { pid, bundle, name: propertyText(objc, program, 'localizedName') ?? '' } };
  });
}
