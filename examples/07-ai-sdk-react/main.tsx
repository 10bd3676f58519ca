// The AI SDK and React, with useChat and no server: its transport asks an agent in the page.

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { useChat } from '@ai-sdk/react';
import { DirectChatTransport, ToolLoopAgent } from 'ai';
import { loadModel } from 'pocket-m1';
import { createOpenAIFetch } from 'pocket-m1/openai';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const model = await loadModel('/models/m1-nano/');
const provider = createOpenAICompatible({
  name: 'pocket-m1',
  baseURL: 'http://m1/v1', // any address that ends with /v1: nothing is sent
  fetch: createOpenAIFetch(model),
});
const agent = new ToolLoopAgent({ model: provider(model.name), temperature: 0 });
const transport = new DirectChatTransport({ agent });

function Chat() {
  const { messages, sendMessage, status, stop } = useChat({ transport });
  const [question, setQuestion] = useState('');
  const isReady = status === 'ready' || status === 'error';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        sendMessage({ text: question });
        setQuestion('');
      }}
    >
      {messages.map(({ id, role, parts }) => (
        <p key={id}>
          {role}: {parts.map((part) => (part.type === 'text' ? part.text : ''))}
        </p>
      ))}
      <input aria-label="Question" value={question} onChange={(event) => setQuestion(event.target.value)} />
      <button type="submit" disabled={!isReady}>
        Ask
      </button>
      <button type="button" disabled={isReady} onClick={() => stop()}>
        Stop
      </button>
    </form>
  );
}

createRoot(document.querySelector('main')!).render(<Chat />);
