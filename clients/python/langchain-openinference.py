"""LangChain and LangGraph through OpenInference."""

import corpus

corpus.export_to_hivecore()

from langchain.agents import create_agent
from langchain_core.documents import Document
from langchain_core.tools import tool
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from openinference.instrumentation import using_attributes
from openinference.instrumentation.langchain import LangChainInstrumentor

traces = corpus.tracer_provider("langchain-openinference")
LangChainInstrumentor().instrument(tracer_provider=traces)
DOOR = {"base_url": corpus.OPENAI_URL, "api_key": "scripted", "max_retries": 0}
context = {"session_id": corpus.SESSION, "user_id": corpus.USER, "tags": corpus.TAGS, "metadata": {"plan": "blue"}}


def gpt(name: str = "gpt-4o-mini", **options):
    return ChatOpenAI(model=name, **DOOR, **options)


def ask(text: str, model=None) -> None:
    with using_attributes(**context):
        (model or gpt()).invoke([("system", corpus.SYSTEM), ("user", text)])


def stream() -> None:
    with using_attributes(**context):
        for _ in gpt(stream_usage=True).stream([("system", corpus.SYSTEM), ("user", corpus.STREAM)]):
            pass


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return corpus.get_weather(city)


def agent() -> None:
    with using_attributes(**context):
        graph = create_agent(gpt(), tools=[get_weather], system_prompt=corpus.SYSTEM, name="forecaster")
        graph.invoke({"messages": [("user", corpus.TOOLS)]}, {"configurable": {"thread_id": corpus.SESSION}})


def retriever() -> None:
    """Two embeddings: of the documents when they are stored, of the question when it is asked."""
    with using_attributes(**context):
        embedder = OpenAIEmbeddings(model="text-embedding-3-small", check_embedding_ctx_length=False, **DOOR)
        store = InMemoryVectorStore(embedder)
        store.add_documents([Document(page_content=text, metadata={"shelf": 3}) for text in corpus.TEXTS])
        store.as_retriever(search_kwargs={"k": 1}).invoke("honey")


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT),
        "stream": stream,
        "responses": lambda: ask(corpus.CHAT, gpt(use_responses_api=True)),
        "agent": agent,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, gpt("o4-mini")),
        "retriever": retriever,
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    traces.shutdown,
)
