export default {
  title: 'A site made by Docusaurus',
  url: 'https://site.example',
  baseUrl: '/',
  presets: [['classic', { docs: false, blog: false, theme: { customCss: './style.css' } }]],
  clientModules: ['./scope.js'],
};
