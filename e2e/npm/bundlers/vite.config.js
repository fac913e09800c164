export default {
  base: './',
  build: { outDir: 'dist/vite', assetsDir: '.', rollupOptions: { input: 'src/carried.js', output: { entryFileNames: 'bundle.js' } } },
};
