import { websitesInChromium } from './chromium-suite.ts';

websitesInChromium('X11');
