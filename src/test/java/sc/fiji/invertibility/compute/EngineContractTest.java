package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The behaviour of every engine. An engine's test inherits this and implements how it is opened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContractTest
        implements FilteringContract,
                PoolingContract,
                SelectionContract,
                StepContract,
                ResidualContract,
                StorageContract,
                AlgebraContract,
                PointwiseContract,
                EnlargingContract,
                TransferContract,
                SamplesContract,
                GradientContract,
                TrainingContract,
                MapListContract,
                CodeListContract,
                FeedForwardContract,
                LassoContract,
                ListArgumentsContract,
                LifecycleContract {

    private Engine engine;

    /** Creates the test. */
    protected EngineContractTest() {}

    @BeforeAll
    void openEngine() {
        engine = open();
    }

    @AfterAll
    void closeEngine() {
        if (engine == null) return;
        engine.close();
        assertEquals(0, engine.bytesInUse(), "bytes held after the engine is closed");
    }

    @Override
    public final Engine engine() {
        return engine;
    }
}
