import type { Browsers } from '../browsers/browsers.ts';
import type { ExtensionSetup } from '../capture/wayland/gnome/extension-setup.ts';

/** What the person may set up beside the agent, by a click. Null: there is none on this host. */
export interface Setups {
  /** What is to know of browsers; null: none can tell anything. */
  readonly browsers: Browsers | null;
  /** Our extension in GNOME Shell; null: no session here can be one of it. */
  readonly shellExtension: ExtensionSetup | null;
}
