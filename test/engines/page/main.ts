import { watchMessages } from './messages.js';

watchMessages();
const { pageFunctions } = await import('./mountedPicture.js');
window.enginePage = pageFunctions;
