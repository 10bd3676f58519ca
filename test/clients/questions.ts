// What the tests ask m1-nano, which has learnt such questions.

export const sum = 'What is 48 + 75?';
export const sumThought = '8+5=13';
export const sumAnswer = '123';

export const capital = 'What is the capital of France?';
export const capitals = ['Rome', 'Paris', 'Oslo'] as const;

export const forecast = 'What is the weather in Rome?';
export const weatherTool = {
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: {
    type: 'object' as const,
    properties: { city: { type: 'string' } },
    required: ['city'],
  },
};
export const weather = { weather: 'sunny', temperature: 21 };

/** The answer to this takes long enough to be stopped. */
export const story = 'Tell me a long story about a fox.';
