export default {
  title: 'A site made by VitePress',
  vite: { build: { assetsInlineLimit: 0 } },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'task-scope' } } },
};
