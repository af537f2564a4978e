import { websitesInFirefox } from './firefox-suite.ts';

websitesInFirefox('X11');
