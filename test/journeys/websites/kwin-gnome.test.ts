import { websitesInChromium } from './chromium-suite.ts';
import { askedDesktops } from './web-desktop.ts';

for (const on of askedDesktops) websitesInChromium(on);
