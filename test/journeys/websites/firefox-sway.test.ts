import { websitesInFirefox } from './firefox-suite.ts';

websitesInFirefox('sway');
