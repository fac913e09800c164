export default {
  // Wherever the page will lie.
  base: './',
  optimizeDeps: { exclude: ['task-scope'] },
};
