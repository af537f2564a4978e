import { effectiveRules } from '../../core/consent/person-settings.ts';
import { isOwn, judge, siteOf } from '../../core/consent/redaction.ts';
import { suggestionGroups, suggestionsOf } from '../../core/consent/suggestions.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { cutText } from '../../core/shown-text.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { TriedWindow } from '../../ipc/employee-settings.ts';
import { coverShot } from '../screenshot/shot-masking.ts';
import type { RunningAgent, ServiceContext } from './context.ts';

type Part = Pick<Service<EmployeeContract>, 'settings' | 'setSettings' | 'tryRules' | 'coverShot'>;
type Trial = Parameters<Part['tryRules']>[0];

/** What the person sets, tries and covers while working. */
export function controlService({ running, act }: ServiceContext): Part {
  return {
    settings: async () => {
      const agent = running();
      return agent.ok ? settingsOf(agent.value) : agent;
    },
    setSettings: async ({ settings }) => act((agent) => agent.settings.set(settings)),
    tryRules: async (trial) => {
      const agent = running();
      return agent.ok ? tried(agent.value, trial) : agent;
    },
    coverShot: async ({ id, parts }) =>
      act(({ options: { vault, encoder }, keeper }) => coverShot({ vault, keeper, encoder }, id, parts)),
  };
}

function settingsOf(agent: RunningAgent): Awaited<ReturnType<Part['settings']>> {
  const { own, problem: why } = agent.settings;
  if (own === null) return fail(why ?? unknownSettings);
  const { rules, hours, shotDetail } = agent.organisation.current.settings;
  return ok({
    settings: own,
    organisation: { rules, hours, shotDetail },
    suggestions: suggestionGroups.map((group) => ({ group, rules: [...suggestionsOf(group)] })),
  });
}

/** Each kind of open window once, as the rules on trial and all that hold besides would judge it. */
async function tried(agent: RunningAgent, trial: Trial): Promise<Result<TriedWindow[]>> {
  const rules = effectiveRules(agent.organisation.current.settings, trial);
  if (!rules.ok) return rules;
  const open = await agent.options.platform.openWindows();
  if (open.kind === 'unavailable') return fail(problem('windows-unknown', { reason: open.failure.reason }));
  // Plainsight's own are never recorded, so there is nothing to try.
  const others = open.windows.filter((window) => !isOwn(window));
  const shown = others.map((window): TriedWindow => {
    const { appId, appName, title, url } = window;
    return { appId, appName, title: cutText(title), site: siteOf(url), effect: judge(window, rules.value) };
  });
  return ok([...new Map(shown.map((window) => [JSON.stringify(window), window])).values()]);
}

const unknownSettings = problem('settings-not-understood');
