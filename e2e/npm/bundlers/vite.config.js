export default {
  base: './',
  // Most packs are below 4 kB, and the page's policy allows no addresses of data.
  build: { assetsInlineLimit: 0, outDir: 'dist/vite', assetsDir: '.', rollupOptions: { input: 'src/carried.js', output: { entryFileNames: 'bundle.js' } } },
};
