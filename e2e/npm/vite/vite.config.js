export default {
  // Wherever the page will lie.
  base: './',
  build: { assetsInlineLimit: 0 },
  optimizeDeps: { exclude: ['task-scope'] },
};
