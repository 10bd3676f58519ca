// What the bundled model does well enough to be tried first.

export interface Suggestion {
  about: string;
  text: string;
  /** Whether the question is beyond the model without its tools. */
  needsTools?: boolean;
}

export const suggestions: readonly Suggestion[] = [
  { about: 'Arithmetic', text: 'What is 48 + 75?' },
  { about: 'Clock', text: 'It is 09:40. What time is it in 45 minutes?' },
  { about: 'Facts', text: 'What is the capital of France?' },
  { about: 'Letters', text: "How many r's are in strawberry?" },
  { about: 'With a calculator', text: 'What is 9135 * 2468?', needsTools: true },
  { about: 'Small talk', text: 'How many experts do you have?' },
];
