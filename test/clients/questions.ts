// The tests' questions to m1-nano, which was trained on such questions.

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

/** Its answer takes long enough to be stopped. */
export const story = 'Tell me a long story about a fox.';
