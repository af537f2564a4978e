import { effectiveRules } from '../../core/consent/person-settings.ts';
import { isOwn, judge, siteOf } from '../../core/consent/redaction.ts';
import { suggestionGroups, suggestionsOf } from '../../core/consent/suggestions.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { cutText } from '../../core/shown-text.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { TriedWindow } from '../../ipc/employee-settings.ts';
import type { Browsers } from '../browsers/browsers.ts';
import type { ExtensionSetup } from '../capture/wayland/gnome/extension-setup.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { SettingsKeeper } from '../policy/settings-keeper.ts';
import type { CapturePlatform, WebpEncoder } from '../ports.ts';
import { maskShot } from '../screenshot/shot-masking.ts';
import type { Vault } from '../vault/vault.ts';

type SettingsCalls = Pick<
  Service<EmployeeContract>,
  | 'settings'
  | 'setSettings'
  | 'tryRules'
  | 'coverShot'
  | 'showSystemSettings'
  | 'registerBrowsers'
  | 'unregisterBrowsers'
  | 'installShellExtension'
  | 'removeShellExtension'
>;
type Trial = Parameters<SettingsCalls['tryRules']>[0];

export interface SettingsPort {
  readonly settings: Pick<SettingsKeeper, 'own' | 'problem' | 'set'>;
  readonly organisation: Pick<OrganisationKeeper, 'current'>;
  readonly platform: Pick<CapturePlatform, 'openWindows' | 'showSettings'>;
  readonly browsers: Pick<Browsers, 'register' | 'unregister'> | null;
  readonly shellExtension: Pick<ExtensionSetup, 'install' | 'remove'> | null;
  readonly vault: Pick<Vault, 'shot'>;
  readonly keeper: Pick<DayKeeper, 'editPicture'>;
  readonly encoder: () => Promise<WebpEncoder>;
}

/** What the person sets, tries and masks while working. */
export function settingsService(port: SettingsPort): SettingsCalls {
  return {
    settings: async () => settingsOf(port),
    setSettings: async ({ settings }) => port.settings.set(settings),
    tryRules: async (trial) => tried(port, trial),
    showSystemSettings: async () => showSystemSettings(port),
    registerBrowsers: async () => port.browsers?.register() ?? fail(unreached),
    unregisterBrowsers: async () => port.browsers?.unregister() ?? fail(unreached),
    installShellExtension: async () => port.shellExtension?.install() ?? fail(noShell),
    removeShellExtension: async () => port.shellExtension?.remove() ?? fail(noShell),
    coverShot: async ({ id, parts }) => maskShot(port, id, parts),
  };
}

function settingsOf({ settings, organisation }: SettingsPort): Awaited<ReturnType<SettingsCalls['settings']>> {
  const { own, problem: why } = settings;
  if (own === null) return fail(why ?? unknownSettings);
  const { rules, hours, shotDetail } = organisation.current.settings;
  return ok({
    settings: own,
    organisation: { rules, hours, shotDetail },
    suggestions: suggestionGroups.map((group) => ({ group, rules: [...suggestionsOf(group)] })),
  });
}

/** Each kind of open window once, as the rules on trial and all others judge it. */
async function tried({ organisation, platform }: SettingsPort, trial: Trial): Promise<Result<TriedWindow[]>> {
  const rules = effectiveRules(organisation.current.settings, trial);
  if (!rules.ok) return rules;
  const open = await platform.openWindows();
  if (open.kind === 'unavailable') return fail(problem('windows-unknown', { reason: open.failure.reason }));
  // Plainsight's own are never recorded, so there is nothing to try.
  const others = open.windows.filter((window) => !isOwn(window));
  const shown = others.map((window): TriedWindow => {
    const { appId, appName, title, url } = window;
    return { appId, appName, title: cutText(title), site: siteOf(url), effect: judge(window, rules.value) };
  });
  return ok([...new Map(shown.map((window) => [JSON.stringify(window), window])).values()]);
}

/** The person asked for it by a click: nothing else may lead there. */
async function showSystemSettings({ platform }: SettingsPort): Promise<Result<null>> {
  try {
    if (platform.showSettings === undefined) return fail(notShown);
    await platform.showSettings();
    return ok(null);
  } catch {
    return fail(notShown);
  }
}

const unreached = problem('browsers-unreached');
const noShell = problem('shell-not-here');
const notShown = problem('system-settings-not-shown');
const unknownSettings = problem('settings-not-understood');
