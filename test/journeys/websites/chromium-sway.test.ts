import { websitesInChromium } from './chromium-suite.ts';

websitesInChromium('sway');
