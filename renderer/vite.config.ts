import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Pages are served by the web host under `/app/` and by Electron under its own scheme: every address in them is relative. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Neither data: addresses nor inline scripts: the pages run under a policy that starts from 'none'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        employee: here('employee.html'),
        manager: here('manager.html'),
        administrator: here('administrator.html'),
      },
    },
  },
});
