import './app/theme.css';
import './app/shell.css';
import { startApp } from './app/start-app';

startApp();
