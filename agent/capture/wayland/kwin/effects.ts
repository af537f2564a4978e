import type { KwinLink } from './kwin-link.ts';

const effects = { path: '/Effects', interface: 'org.kde.kwin.Effects' } as const;

/**
 * Effects that paint a window where it is: they darken, blur, fade, or draw beside it. One that is
 * not named here may show windows elsewhere, as overviews, animations and magnifiers do.
 */
const inPlace: ReadonlySet<string> = new Set([
  ...['blur', 'contrast', 'backgroundcontrast', 'screenshot', 'screenedge', 'startupfeedback', 'blendchanges'],
  ...['dialogparent', 'diminactive', 'dimscreen', 'kwin4_effect_dialogparent', 'kwin4_effect_dimscreen'],
  ...['kwin4_effect_frozenapp', 'frozenapp', 'kwin4_effect_translucency', 'translucency', 'colorpicker'],
  ...['kwin4_effect_fade', 'fade', 'kwin4_effect_fadingpopups', 'fadingpopups', 'invert', 'mouseclick', 'mousemark'],
  ...['outputlocator', 'snaphelper', 'trackmouse', 'kscreen', 'systembell', 'touchpoints', 'hidecursor'],
]);

/** Whether KWin shows windows elsewhere than they are at this moment, or may: where it does not say. */
export async function showsElsewhere({ connection: { bus, owner } }: KwinLink): Promise<boolean> {
  const active = await bus.property({ destination: owner, ...effects }, 'activeEffects');
  return !Array.isArray(active) || active.some((name) => typeof name !== 'string' || !inPlace.has(name));
}
