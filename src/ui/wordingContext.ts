import { createContext, use } from 'react';
import { DEFAULT_WORDING, type Wording } from '../view/wording.js';

/** In which words the parts below speak; English where nobody says. */
export const WordingContext = createContext<Wording>(DEFAULT_WORDING);

/** The words of the parts around. */
export function useWording(): Wording {
  return use(WordingContext);
}
