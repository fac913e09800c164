import vue from '@vitejs/plugin-vue';

export default {
  base: './', build: { assetsInlineLimit: 0 },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'task-scope' } } })],
};
