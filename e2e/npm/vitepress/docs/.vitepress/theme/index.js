import DefaultTheme from 'vitepress/theme';
import 'task-scope/demos/counting';
import './style.css';

export default DefaultTheme;
