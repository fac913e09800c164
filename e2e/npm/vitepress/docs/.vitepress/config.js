export default {
  title: 'A site made by VitePress',
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'task-scope' } } },
};
